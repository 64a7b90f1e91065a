// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.report;

/** What is told of a slice. */
enum Figure {
    RATE("rate", "calls/s"),
    P50("p50", "p50 us"),
    P99("p99", "p99 us"),
    CPU("cpu", "CPU us");

    private static final double NANOS_IN_MICRO = 1e3;

    private final String key;
    private final String title;

    Figure(String key, String title) {
        this.key = key;
        this.title = title;
    }

    String key() {
        return key;
    }

    /** With its unit, for the head of a column. */
    String title() {
        return title;
    }

    double of(Sample sample) {
        return switch (this) {
            case RATE -> sample.measured().rate();
            case P50 -> sample.measured().p50() / NANOS_IN_MICRO;
            case P99 -> sample.measured().p99() / NANOS_IN_MICRO;
            case CPU -> sample.cpuPerCall() / NANOS_IN_MICRO;
        };
    }
}
