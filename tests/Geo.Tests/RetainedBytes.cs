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
        => !type.IsPointer && !type.IsPrimitive && (!type.IsValueType || ReferringFieldsOf(type).Any());

    private static IEnumerable<FieldInfo> ReferringFieldsOf(Type type) => FieldsOf(type).Where(field => HoldsReferences(field.FieldType));

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
        private readonly bool isArray;
        private readonly bool isText;
        private readonly bool follows;
        private readonly FieldInfo[] fields = [];
        private readonly long fixedBytes;
        private readonly double elementBytes;

        public Layout(Type type)
        {
            isArray = type.IsArray;
            isText = type == typeof(string);
            if (isArray)
            {
                Type element = type.GetElementType()!;
                fixedBytes = Allocated(() => Array.CreateInstance(element, 0));
                elementBytes = (Allocated(() => Array.CreateInstance(element, 1024)) - fixedBytes) / 1024.0;
                follows = HoldsReferences(element);
            }
            else if (!isText)
            {
                fixedBytes = typeof(Delegate).IsAssignableFrom(type) ? 64 : Allocated(() => RuntimeHelpers.GetUninitializedObject(type));
                fields = [.. ReferringFieldsOf(type)];
                follows = fields.Length > 0;
            }
        }

        public long Size(object each)
        {
            if (isText)
            {
                return (22 + (2L * ((string)each).Length) + 7) & ~7L;
            }

            return isArray ? ((long)(fixedBytes + (elementBytes * ((Array)each).Length)) + 7) & ~7L : fixedBytes;
        }

        public void Follow(object each, Action<object?> meet)
        {
            if (!follows)
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

            foreach (FieldInfo field in fields)
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

            foreach (FieldInfo field in ReferringFieldsOf(value.GetType()))
            {
                Meet(field.GetValue(value), meet);
            }
        }
    }
}
