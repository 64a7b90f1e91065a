// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

/** Which side of a connection this is. Its number goes into the proof. */
public enum Role {
    DIALLER(1),
    LISTENER(2);

    private final int number;

    Role(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    Role other() {
        return this == DIALLER ? LISTENER : DIALLER;
    }
}
