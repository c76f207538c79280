using System.Reflection;
using System.Runtime.CompilerServices;

namespace GridSteward.Geo.Tests;

/// <summary>
/// The bytes of memory an object keeps alive: each object reachable through its fields once, at the size the runtime gives it. Unlike a difference
/// of <see cref="GC.GetTotalMemory"/> it does not see what other threads take and free meanwhile.
/// </summary>
internal static class RetainedBytes
{
    public static long Of(object root)
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Dictionary<Type, Layout> layouts = [];
        Stack<object> open = new([root]);
        seen.Add(root);
        long bytes = 0;
        while (open.TryPop(out object? each))
        {
            Layout layout = LayoutOf(each.GetType(), layouts);
            bytes += layout.Size(each);
            layout.Follow(each, next =>
            {
                if (next is not (null or MemberInfo or Assembly or Module or Thread or Pointer) && seen.Add(next))
                {
                    open.Push(next);
                }

            });
        }

        return bytes;
    }

    private static Layout LayoutOf(Type type, Dictionary<Type, Layout> layouts)
    {
        if (!layouts.TryGetValue(type, out Layout? layout))
        {
            layouts[type] = layout = new(type);
        }

        return layout;
    }

    private static bool HoldsReferences(Type type)
    {
        return !type.IsPointer && !type.IsPrimitive && (!type.IsValueType || FieldsOf(type).Any(field => HoldsReferences(field.FieldType)));
    }

    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (Type? each = type; each is not null && each != typeof(object); each = each.BaseType)
        {
            foreach (FieldInfo field in each.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                yield return field;
            }
        }
    }

    private static long Allocated(Func<object> make)
    {
        make();
        long before = GC.GetAllocatedBytesForCurrentThread();
        object made = make();
        long after = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(made);
        return after - before;
    }

    private sealed class Layout
    {
        private readonly bool _array;
        private readonly bool _text;
        private readonly bool _follows;
        private readonly FieldInfo[] _fields = [];
        private readonly long _base;
        private readonly double _each;

        public Layout(Type type)
        {
            _array = type.IsArray;
            _text = type == typeof(string);
            if (_array)
            {
                Type element = type.GetElementType()!;
                _base = Allocated(() => Array.CreateInstance(element, 0));
                _each = (Allocated(() => Array.CreateInstance(element, 1024)) - _base) / 1024.0;
                _follows = HoldsReferences(element);
            }
            else if (!_text)
            {
                _base = typeof(Delegate).IsAssignableFrom(type) ? 64 : Allocated(() => RuntimeHelpers.GetUninitializedObject(type));
                _fields = [.. FieldsOf(type).Where(field => HoldsReferences(field.FieldType))];
                _follows = _fields.Length > 0;
            }
        }

        public long Size(object each)
        {
            if (_text)
            {
                return (22 + (2L * ((string)each).Length) + 7) & ~7L;
            }

            return _array ? ((long)(_base + (_each * ((Array)each).Length)) + 7) & ~7L : _base;
        }

        public void Follow(object each, Action<object?> meet)
        {
            if (!_follows)
            {
                return;
            }

            if (each is Array array)
            {
                foreach (object? element in array)
                {
                    Meet(element, meet);
                }

                return;
            }

            foreach (FieldInfo field in _fields)
            {
                Meet(field.GetValue(each), meet);
            }
        }

        // a value type in a field is part of its owner: only what it points to counts
        private static void Meet(object? value, Action<object?> meet)
        {
            if (value is null || !value.GetType().IsValueType)
            {
                meet(value);
                return;
            }

            foreach (FieldInfo field in FieldsOf(value.GetType()).Where(field => HoldsReferences(field.FieldType)))
            {
                Meet(field.GetValue(value), meet);
            }
        }
    }
}
