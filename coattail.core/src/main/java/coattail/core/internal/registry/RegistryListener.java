// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.registry;

/**
 * Is told, in order and one at a time, when names come and go; not when one service takes a name over from another.
 * Called on the thread that registers or unregisters a service: hand over what may take long.
 */
public interface RegistryListener {

    /** Somebody serves the name from now on. */
    void came(String name);

    /** Nobody serves the name any more. */
    void went(String name);
}
