// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.sim;

/** A perform or publish of one action at one instance. */
record Step(int node, String action) {
    @Override
    public String toString() {
        return node + "." + action;
    }

    static Step parse(String text) {
        int dot = text.indexOf('.');
        return new Step(Integer.parseInt(text.substring(0, dot)), text.substring(dot + 1));
    }
}
