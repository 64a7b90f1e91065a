// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.grammar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Converters of the values that several commands take. */
public final class Values {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,10})(KiB|MiB)?");

    private Values() {}

    /** Names separated by commas. */
    public static List<String> names(String text) throws UsageException {
        var names = new ArrayList<String>();
        for (var part : text.split(",", -1)) {
            var name = part.strip();
            if (name.isEmpty()) {
                throw new UsageException("a name is empty in '" + text + "'; separate names by single commas");
            }
            if (names.contains(name)) {
                throw new UsageException("'" + name + "' is listed twice");
            }
            names.add(name);
        }
        return names;
    }

    /** Names separated by commas; none where the text is empty. */
    public static List<String> anyNames(String text) throws UsageException {
        return text.isBlank() ? List.of() : names(text);
    }

    /** A whole number from {@code least} up. */
    public static Converter<Integer> count(int least) {
        return text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= least) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                throw new UsageException(range(text, least), notANumber);
            }
            throw new UsageException(range(text, least));
        };
    }

    /** A number of bytes, with or without KiB or MiB, from 1 up. */
    public static int size(String text) throws UsageException {
        var parts = SIZE.matcher(text);
        if (parts.matches()) {
            int shift = parts.group(2) == null ? 0 : parts.group(2).equals("KiB") ? 10 : 20;
            long bytes = Long.parseLong(parts.group(1)) << shift;
            if (bytes >= 1 && bytes <= Integer.MAX_VALUE) {
                return (int) bytes;
            }
        }
        throw new UsageException("'" + text + "' isn't a size from 1 byte to 2 GiB, as in 4096, 64KiB or 1MiB");
    }

    /** A constant of an enumeration, written in lower case with dashes. */
    public static <E extends Enum<E>> Converter<E> choice(Class<E> type) {
        return text -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> spelled(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "'" + text + "' isn't one of " + choices(type).collect(Collectors.joining(", "))));
    }

    /** How the constants of an enumeration are written. */
    public static <E extends Enum<E>> Stream<String> choices(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Values::spelled);
    }

    /** How a constant is written, in commands as in JSON. */
    public static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String range(String text, int least) {
        return "'" + text + "' isn't a whole number from " + least + " to " + Integer.MAX_VALUE;
    }
}
