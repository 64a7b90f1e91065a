// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.measure;

import java.util.Arrays;

/** What is compared. */
public enum Series {
    /** The base: MINA with its own TLS, each frame a write. */
    MINA("mina", "MINA and its TLS alone, each frame a write"),
    /** The same, but frames that are ready together leave in one write. */
    MINA_BATCHED("mina-batched", "the same, frames that are ready together in one write"),
    /** Coattail, with nothing to convert. */
    PAYLOAD("coattail-payload", "perform, the JSON untouched on both sides"),
    /** Coattail as authors use it. */
    RECORD("coattail", "perform, records converted on both sides"),
    /** Coattail, saying no: what is beyond the audit log's rate for a peer is counted there, not recorded. */
    REFUSED("coattail-refused", "perform of what the token doesn't allow: refused, and for the audit log");

    /** The service property under which a bundle says which series its {@link Echo} is. */
    public static final String PROPERTY = "benchmark.series";

    private final String key;
    private final String description;

    Series(String key, String description) {
        this.key = key;
        this.description = description;
    }

    /** Its name in commands and results. */
    public String key() {
        return key;
    }

    /** What it is, in some words. */
    public String description() {
        return description;
    }

    /** Whether it is one of Coattail's; the others are what it is measured by. */
    public boolean isCoattail() {
        return this != MINA && this != MINA_BATCHED;
    }

    /** The one with this key. */
    public static Series of(String key) {
        return Arrays.stream(values())
                .filter(series -> series.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no series is called " + key));
    }
}
