// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/** What of a body isn't here: it comes in further frames, or is read when its turn comes. */
public interface Rest {

    /** How many bytes, from 1. */
    long length();
}
