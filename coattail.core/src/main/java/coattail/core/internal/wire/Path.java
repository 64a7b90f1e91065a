// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The steps of a cascade so far (docs/protocol.md, "Cascades"). Immutable. */
public final class Path {
    public static final Path EMPTY = new Path(new long[0]);
    /** The most steps that the wire can carry. */
    public static final int MOST = 32;

    private final long[] steps;

    private Path(long[] steps) {
        this.steps = steps;
    }

    /** @param bytes 8 for each step */
    public static Path of(ByteBuffer bytes) {
        long[] steps = new long[bytes.remaining() / Long.BYTES];
        bytes.duplicate().asLongBuffer().get(steps);
        return new Path(steps);
    }

    /** A perform or publish of an action at an instance: the first 8 bytes of SHA-256(instance id | 00 | action). */
    public static long step(String instanceId, String action) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(instanceId.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return ByteBuffer.wrap(digest.digest(action.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    public boolean contains(long step) {
        for (long each : steps) {
            if (each == step) {
                return true;
            }
        }
        return false;
    }

    public boolean endsWith(long step) {
        return steps.length > 0 && steps[steps.length - 1] == step;
    }

    public Path append(long step) {
        long[] longer = Arrays.copyOf(steps, steps.length + 1);
        longer[steps.length] = step;
        return new Path(longer);
    }

    public int length() {
        return steps.length;
    }

    public byte[] toByteArray() {
        var bytes = ByteBuffer.allocate(steps.length * Long.BYTES);
        bytes.asLongBuffer().put(steps);
        return bytes.array();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Path path && Arrays.equals(path.steps, steps);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(steps);
    }

    @Override
    public String toString() {
        return Arrays.stream(steps)
                .mapToObj(step -> String.format("%016x", step))
                .toList()
                .toString();
    }
}
