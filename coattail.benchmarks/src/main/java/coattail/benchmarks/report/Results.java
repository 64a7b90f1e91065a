// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.report;

import java.util.List;

import coattail.benchmarks.measure.Series;

/** All samples of a run, and what they say together. */
public final class Results {
    /** What the others are measured by. */
    static final Series BASE = Series.MINA;

    private final List<Sample> samples;

    /** @param samples with one of {@link Series#MINA} for each round and number in flight that any other has one for */
    public Results(List<Sample> samples) {
        this.samples = List.copyOf(samples);
    }

    List<Sample> samples() {
        return samples;
    }

    List<Integer> inFlight() {
        return samples.stream().map(Sample::inFlight).distinct().sorted().toList();
    }

    List<Series> series() {
        return samples.stream().map(Sample::series).distinct().sorted().toList();
    }

    /** Those that are measured by the base. */
    List<Series> compared() {
        return series().stream().filter(series -> series != BASE).toList();
    }

    /** A figure of one series at one number in flight, over the rounds. */
    Spread absolute(Figure figure, Series series, int inFlight) {
        return Spread.of(of(series, inFlight).stream().mapToDouble(figure::of).toArray());
    }

    /**
     * The same as a part of the base's. Each round is compared with the base's in the same round, which lies beside it
     * in time, so that what disturbed the machine for longer than that disturbed both.
     */
    Spread ratio(Figure figure, Series series, int inFlight) {
        var bases = of(BASE, inFlight);
        return Spread.of(of(series, inFlight).stream()
                .mapToDouble(sample -> figure.of(sample)
                        / figure.of(bases.stream()
                                .filter(base -> base.round() == sample.round())
                                .findFirst()
                                .orElseThrow()))
                .toArray());
    }

    private List<Sample> of(Series series, int inFlight) {
        return samples.stream()
                .filter(sample -> sample.series() == series && sample.inFlight() == inFlight)
                .toList();
    }
}
