// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.grammar;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The values that a command was given. */
public final class Arguments {
    private final Map<String, Object> values;

    /** @param values by their parameter's name */
    Arguments(Map<String, Object> values) {
        this.values = Map.copyOf(values);
    }

    /** The value of a parameter that must be given. */
    public <T> T get(Parameter<T> parameter) {
        return find(parameter).orElseThrow(() -> new NoSuchElementException(parameter.name()));
    }

    /** The value of a parameter that may be left out. */
    @SuppressWarnings("unchecked") // the parser puts what the parameter's own converter made
    public <T> Optional<T> find(Parameter<T> parameter) {
        return Optional.ofNullable((T) values.get(parameter.name()));
    }

    /** Whether it was given. */
    public boolean has(Parameter<?> parameter) {
        return values.containsKey(parameter.name());
    }

    /**
     * Checks that not both were given.
     *
     * @throws UsageException if they were
     */
    public void exclude(Parameter<?> one, Parameter<?> other) throws UsageException {
        if (has(one) && has(other)) {
            throw new UsageException(one.name() + " and " + other.name() + " exclude each other");
        }
    }
}
