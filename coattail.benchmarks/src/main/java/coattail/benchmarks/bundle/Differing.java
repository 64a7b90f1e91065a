// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.bundle;

/** What is wrong with an answer that isn't what was sent. */
final class Differing extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    Differing(Object sent, Object answer) {
        super("sent " + sent + ", came back as " + answer);
    }
}
