// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.bundle;

/** What is performed with: the type of {@link coattail.benchmarks.measure.Message#JSON}. */
public record Reading(String sensor, long sequence, double celsius, boolean valid, String note) {
    static final Reading OF_THE_MESSAGE = new Reading("pump-7/inlet", 1_048_576, 71.25, true, "steady since dawn");
}
