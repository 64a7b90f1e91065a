// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The shapes of classes of the JDK that have no parts. They are the same for everybody, so there is one of each. */
final class Scalars {
    static final TextShape STRING =
            new TextShape("a string", Schemas.of("type", "string"), text -> text, String.class::cast);

    private static final Map<Class<?>, Shape> SHAPES = new HashMap<>();

    static {
        SHAPES.put(String.class, STRING);
        put(new BooleanShape(), boolean.class, Boolean.class);
        put(new IntegerShape(Byte.MIN_VALUE, Byte.MAX_VALUE, v -> (byte) v), byte.class, Byte.class);
        put(new IntegerShape(Short.MIN_VALUE, Short.MAX_VALUE, v -> (short) v), short.class, Short.class);
        put(new IntegerShape(Integer.MIN_VALUE, Integer.MAX_VALUE, v -> (int) v), int.class, Integer.class);
        put(new IntegerShape(Long.MIN_VALUE, Long.MAX_VALUE, v -> v), long.class, Long.class);
        put(NumberShape.FLOAT, float.class, Float.class);
        put(NumberShape.DOUBLE, double.class, Double.class);
        put(NumberShape.DECIMAL, BigDecimal.class);
        put(NumberShape.WHOLE, BigInteger.class);
        put(NumberShape.ANY, Number.class);
        put(
                new TextShape(
                        "a string of one character",
                        Schemas.of("type", "string", "minLength", 1, "maxLength", 1),
                        Scalars::character,
                        Object::toString),
                char.class,
                Character.class);
        put(
                new TextShape(
                        "a base64 string", // with the standard alphabet, RFC 4648 section 4
                        Schemas.of("type", "string", "contentEncoding", "base64"),
                        text -> Base64.getDecoder().decode(text),
                        bytes -> Base64.getEncoder().encodeToString((byte[]) bytes)),
                byte[].class);
        // Dates and times as ISO 8601 spells them, and never as numbers.
        text(Instant.class, "a time such as 2024-02-29T12:00:00Z", "date-time", Instant::parse);
        text(OffsetDateTime.class, "a time such as 2024-02-29T12:00:00+01:00", "date-time", OffsetDateTime::parse);
        text(ZonedDateTime.class, "a time such as 2024-02-29T12:00:00+01:00[Europe/Berlin]", "", ZonedDateTime::parse);
        text(LocalDateTime.class, "a local time such as 2024-02-29T12:00:00", "", LocalDateTime::parse);
        text(LocalDate.class, "a date such as 2024-02-29", "date", LocalDate::parse);
        text(LocalTime.class, "a time of day such as 12:00:00", "", LocalTime::parse);
        text(OffsetTime.class, "a time of day such as 12:00:00+01:00", "time", OffsetTime::parse);
        text(YearMonth.class, "a month such as 2024-02", "", YearMonth::parse);
        text(Duration.class, "a duration such as PT1H30M", "duration", Duration::parse);
        text(Period.class, "a period such as P1Y2M3D", "duration", Period::parse);
        put(
                new TextShape(
                        "a time such as 2024-02-29T12:00:00Z",
                        Schemas.of("type", "string", "format", "date-time"),
                        text -> Date.from(Instant.parse(text)),
                        date -> ((Date) date).toInstant().toString()),
                Date.class);
        text(UUID.class, "a UUID", "uuid", Scalars::uuid);
        text(URI.class, "a URI", "uri-reference", URI::create);
    }

    private Scalars() {}

    static Optional<Shape> find(Class<?> type) {
        return Optional.ofNullable(SHAPES.get(type));
    }

    /** The constants of an enum by their names, whatever its {@code toString} says. */
    static Shape constants(Class<?> type) {
        var byName = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(constant -> ((Enum<?>) constant).name(), Function.identity()));
        var names = Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .toList();
        return new TextShape(
                "one of " + String.join(", ", names.subList(0, Math.min(8, names.size())))
                        + (names.size() > 8 ? ", ..." : ""),
                Schemas.of("type", "string", "enum", names),
                name -> Optional.ofNullable(byName.get(name)).orElseThrow(IllegalArgumentException::new),
                constant -> ((Enum<?>) constant).name());
    }

    private static void put(Shape shape, Class<?>... types) {
        for (var type : types) {
            SHAPES.put(type, shape);
        }
    }

    /** @param format a format of JSON Schema, empty where none says it */
    private static void text(Class<?> type, String expected, String format, Function<String, Object> parse) {
        var schema = format.isEmpty()
                ? Schemas.of("type", "string", "description", expected)
                : Schemas.of("type", "string", "format", format);
        SHAPES.put(type, new TextShape(expected, schema, parse, Object::toString));
    }

    private static Object character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("not one character");
        }
        return text.charAt(0);
    }

    /** The JDK's parser takes 1-1-1-1-1 as well. */
    private static Object uuid(String text) {
        var uuid = UUID.fromString(text);
        if (!uuid.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("not a UUID as RFC 9562 spells it");
        }
        return uuid;
    }
}
