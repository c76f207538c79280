using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using GridSteward.Domain.People;

namespace GridSteward.Domain.Tests.People;

public class WireTests
{
    public static TheoryData<Type> WireEnums =>
    [
        .. typeof(Wire).Assembly.GetTypes().Where(t => t.IsEnum
            && t.GetCustomAttribute<JsonConverterAttribute>()?.ConverterType is { IsGenericType: true } converter
            && converter.GetGenericTypeDefinition() == typeof(WireEnumConverter<>)),
    ];

    [Theory]
    [MemberData(nameof(WireEnums))]
    public void Documents_and_query_parameters_spell_a_value_the_same_way(Type type)
        => typeof(WireTests).GetMethod(nameof(SpelledOneWay), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type).Invoke(null, null);

    [Fact]
    public void Enough_enumerations_were_looked_at() => Assert.InRange(WireEnums.Count, 12, 100);

    [Fact]
    public void Every_enumeration_in_a_document_is_written_by_name()
    {
        Type[] written = [.. Kinds.All.SelectMany(k => Reached(k.GetType().GenericTypeArguments[0], [])).Where(t => t.IsEnum).Distinct()];
        Assert.NotEmpty(written);
        Assert.All(written, t => Assert.NotNull(t.GetCustomAttribute<JsonConverterAttribute>()));
    }

    private static void SpelledOneWay<T>()
        where T : struct, Enum
    {
        foreach (T value in Enum.GetValues<T>())
        {
            string name = Wire.Name(value);
            Assert.Equal($"\"{name}\"", JsonSerializer.Serialize(value));
            Assert.Equal(value, JsonSerializer.Deserialize<T>($"\"{name}\""));
            Assert.True(Wire.TryParse(name, out T parsed));
            Assert.Equal(value, parsed);
            Assert.False(Wire.TryParse<T>(value.ToString(), out _), "The name of the program is no name of the wire.");
            Assert.False(Wire.TryParse<T>(value.ToString("D"), out _));
            Assert.False(Wire.TryParse<T>(name + " ", out _));
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<T>(value.ToString("D")));
        }

        Assert.False(Wire.TryParse<T>("", out _));
        Assert.Equal(Enum.GetValues<T>().Length, Wire.Names<T>().Distinct().Count());
    }

    private static HashSet<Type> Reached(Type type, HashSet<Type> seen)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.Assembly == typeof(Node).Assembly && seen.Add(plain) && (plain.IsEnum || plain.GetCustomAttribute<JsonConverterAttribute>() is null))
        {
            foreach (PropertyInfo property in plain.GetProperties().Where(p => p.GetCustomAttribute<JsonIgnoreAttribute>() is not { Condition: JsonIgnoreCondition.Always }))
            {
                Reached(property.PropertyType, seen);
            }
        }

        foreach (Type argument in plain.GenericTypeArguments)
        {
            Reached(argument, seen);
        }

        return seen;
    }
}
