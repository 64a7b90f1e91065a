// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

import coattail.api.Action;
import coattail.core.internal.convert.Codec;

/** An action that a bundle offers. */
public final class ActionEntry extends HandlerEntry {
    private final Action<?, ?> service;
    private final Codec input;
    private final Codec output;

    ActionEntry(Traits traits, Bound bound, Codec input, Codec output) {
        super(traits, bound);
        this.service = (Action<?, ?>) bound.service();
        this.input = input;
        this.output = output;
    }

    /** The action itself, to be called between {@link #enter} and {@link #exit} only. */
    public Action<?, ?> service() {
        return service;
    }

    /** Reads the input. */
    public Codec input() {
        return input;
    }

    /** Writes the output. */
    public Codec output() {
        return output;
    }

    /** The input's type, for people. */
    public String inputType() {
        return input.typeName();
    }

    /** The output's type, for people. */
    public String outputType() {
        return output.typeName();
    }
}
