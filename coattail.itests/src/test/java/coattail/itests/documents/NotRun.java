// SPDX-License-Identifier: Apache-2.0
package coattail.itests.documents;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why the commands of a block aren't run. A page says so above it, where only who edits it sees: {@code <!-- not run:
 * KEY -->}.
 */
enum NotRun {
    BENCHMARK("benchmark", "it takes minutes and a machine to itself; the benchmark's own test runs it for seconds"),
    BUILD("build", "it builds the checkout, which is what runs this test"),
    KARAF("karaf", "it is typed into the console of a Karaf as released; the test of the features there runs it"),
    POSTGRESQL("postgresql", "it needs a database server"),
    TOKENS("tokens", "it needs tokens that were signed for it; TokenCheckIT signs them and runs it"),
    WORKSPACE("workspace", "it builds the bundles with bnd or starts an instance of them; WorkspaceIT does so");

    private final String key;
    private final String reason;

    NotRun(String key, String reason) {
        this.key = key;
        this.reason = reason;
    }

    static Optional<NotRun> of(String key) {
        return Arrays.stream(values()).filter(value -> value.key.equals(key)).findFirst();
    }

    String reason() {
        return reason;
    }
}
