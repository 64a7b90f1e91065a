// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

/** On whose account something is done. */
public sealed interface Principal permits Principal.Local, Grant {
    /** This instance itself. */
    Principal LOCAL = Local.INSTANCE;

    /** This instance itself: its operators and the actions deployed in it. */
    enum Local implements Principal {
        INSTANCE
    }
}
