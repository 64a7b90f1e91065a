// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Type;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

import coattail.api.CoattailException;
import coattail.core.internal.wire.Body;

/**
 * The codecs of one instance: for callers, who bring a class with each call, they are kept with that class. They go
 * with its loader, and with {@link #close}; so neither an action's update nor the core's leaves a class loader behind.
 */
public final class Codecs implements AutoCloseable {
    /** Its lock is taken when a class is seen for the first time, and by {@link #close}. */
    private final Set<Class<?>> seen = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private volatile boolean closed;

    private final ClassValue<Shape> written = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            seen.add(type);
            return new Shapes(false, Codecs.this::shape).of(type);
        }
    };
    private final ClassValue<Codec> read = new ClassValue<>() {
        @Override
        protected Codec computeValue(Class<?> type) {
            seen.add(type);
            return Codec.of(type, true, Codecs.this::shape);
        }
    };
    private final Codec anything = Codec.of(Object.class, false, this::shape);

    /**
     * A codec that reads and writes. Kept for classes, made anew for other types.
     *
     * @throws CoattailException BAD_INPUT, for a type that can't be converted; its message says why
     */
    public Codec of(Type type) {
        requireNonNull(type, "type");
        return type instanceof Class<?> known ? kept(read, known) : Codec.of(type, true, this::shape);
    }

    /** As {@link Codec#forWriting}. */
    public Codec forWriting(Type type) {
        return Codec.of(type, false, this::shape);
    }

    /**
     * The body that holds a value, whatever its class.
     *
     * @param value {@code null} makes no body
     * @throws CoattailException BAD_INPUT, for a value that can't be written
     */
    public Body write(Object value) {
        return anything.write(value);
    }

    private Shape shape(Class<?> type) {
        return kept(written, type);
    }

    private <T> T kept(ClassValue<T> values, Class<?> type) {
        T value = values.get(type);
        if (closed) {
            values.remove(type);
        }
        return value;
    }

    /** Lets go of everything. A use after that works, and keeps nothing. */
    @Override
    public void close() {
        closed = true;
        List<Class<?>> all;
        synchronized (seen) {
            all = List.copyOf(seen);
        }
        for (var type : all) {
            written.remove(type);
            read.remove(type);
        }
    }
}
