// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.testing;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes inputs out of others: what a peer would send who knows the form and breaks it in a few places. */
final class Mutations {
    static final int LONGEST = 8_192;

    private static final int[] BYTES = {0, 1, 2, 0x7F, 0x80, 0xFE, 0xFF};
    private static final int[] LENGTHS = {0, 1, 2, 0x7F, 0x80, 0xFF, 0x0FFF, 0x1000, 0x1001, 0x3E74, 0x7FFF, 0xFFFF};
    private static final String CHARACTERS = "{}[]\",:.\\/+-_=*0123456789eEabftnu \n";

    private final List<byte[]> seeds;

    Mutations(List<byte[]> seeds) {
        this.seeds = seeds;
    }

    /** One of the seeds, changed in 1 to 4 ways. The same generator makes the same input. */
    byte[] next(SplittableRandom random) {
        byte[] input = seed(random);
        for (int i = random.nextBoolean() ? 1 : 2 + random.nextInt(3); i > 0; i--) {
            input = change(input, random);
        }
        return input.length > LONGEST ? Arrays.copyOf(input, LONGEST) : input;
    }

    private byte[] seed(SplittableRandom random) {
        return seeds.get(random.nextInt(seeds.size())).clone();
    }

    private byte[] change(byte[] input, SplittableRandom random) {
        if (input.length == 0) {
            return new byte[] {(byte) random.nextInt(256)};
        }
        int at = random.nextInt(8) == 0 ? input.length - 1 : random.nextInt(input.length);
        int size = 1 + random.nextInt(Math.min(input.length - at, random.nextBoolean() ? 4 : 64));
        return switch (random.nextInt(13)) {
            case 0 -> with(input, at, input[at] ^ 1 << random.nextInt(8));
            case 1 -> with(input, at, BYTES[random.nextInt(BYTES.length)]);
            case 2 -> with(input, at, input[at] + (random.nextBoolean() ? 1 : -1));
            case 3 -> with(input, at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            case 4 -> length(input, at, random);
            case 5 -> Arrays.copyOf(input, at);
            case 6 -> join(input, 0, at, input, at + size, input.length);
            case 7 -> splice(input, at, seed(random), random);
            case 8 -> repeat(input, at, size, 2 + random.nextInt(random.nextBoolean() ? 3 : 70));
            case 9 -> insert(input, at, random);
            case 10 -> swap(input, at, random.nextInt(input.length));
            case 11 -> wrap(input, at, size);
            default -> copyOver(input, at, size, random.nextInt(input.length));
        };
    }

    private static byte[] with(byte[] input, int at, int value) {
        input[at] = (byte) value;
        return input;
    }

    /** Puts another length where one may stand, in 2 bytes: a usual one, or one near to what is left. */
    private static byte[] length(byte[] input, int at, SplittableRandom random) {
        int left = input.length - at - 2;
        int length = random.nextBoolean() ? LENGTHS[random.nextInt(LENGTHS.length)] : left - 2 + random.nextInt(5);
        input[at] = (byte) (length >> 8);
        if (at + 1 < input.length) {
            input[at + 1] = (byte) length;
        }
        return input;
    }

    private static byte[] splice(byte[] input, int at, byte[] other, SplittableRandom random) {
        return join(input, 0, at, other, other.length == 0 ? 0 : random.nextInt(other.length), other.length);
    }

    private static byte[] repeat(byte[] input, int at, int size, int times) {
        var out = new ByteArrayOutputStream();
        out.write(input, 0, at);
        for (int i = 0; i < times; i++) {
            out.write(input, at, size);
        }
        out.write(input, at + size, input.length - at - size);
        return out.toByteArray();
    }

    private static byte[] insert(byte[] input, int at, SplittableRandom random) {
        byte[] some = new byte[1 + random.nextInt(8)];
        random.nextBytes(some);
        if (random.nextBoolean()) {
            for (int i = 0; i < some.length; i++) {
                some[i] = (byte) CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
            }
        }
        int from = at == input.length - 1 ? input.length : at; // behind the end as well
        return join(join(input, 0, from, some, 0, some.length), 0, from + some.length, input, from, input.length);
    }

    /** One more level of JSON. */
    private static byte[] wrap(byte[] input, int at, int size) {
        byte[] open = join(input, 0, at, new byte[] {'['}, 0, 1);
        byte[] inner = join(open, 0, open.length, input, at, at + size);
        byte[] closed = join(inner, 0, inner.length, new byte[] {']'}, 0, 1);
        return join(closed, 0, closed.length, input, at + size, input.length);
    }

    private static byte[] swap(byte[] input, int one, int other) {
        byte kept = input[one];
        input[one] = input[other];
        input[other] = kept;
        return input;
    }

    private static byte[] copyOver(byte[] input, int from, int size, int to) {
        System.arraycopy(input, from, input, to, Math.min(size, input.length - Math.max(from, to)));
        return input;
    }

    private static byte[] join(byte[] one, int from, int to, byte[] other, int otherFrom, int otherTo) {
        var out = new ByteArrayOutputStream();
        out.write(one, from, to - from);
        out.write(other, Math.min(otherFrom, otherTo), otherTo - Math.min(otherFrom, otherTo));
        return out.toByteArray();
    }
}
