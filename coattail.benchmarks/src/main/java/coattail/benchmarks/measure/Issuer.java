// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.measure;

import java.time.Duration;
import java.util.List;

/** What an operator does with tokens, as a service of the bundle in an instance's framework. */
public interface Issuer {
    /** What its tokens allow. */
    String ACTION = "benchmark-payload";

    /** The orders by which a process is told to do these. */
    String ISSUE = "issue";

    String PUBLISH = "publish";
    String REVOKE = "revoke";
    String ROTATE = "rotate";
    String COMPROMISED = "rotate-compromised";

    /** Tokens that allow the action of the benchmark to be performed, and both to be subscribed to. */
    List<String> issue(int count);

    /** Publishes under the action's name, over and over from now on. */
    void publishEvery(Duration period);

    /** Revokes a token, by its id. */
    Taken revoke(String token);

    /** Makes another key sign; what the one before has signed stays. */
    void rotate();

    /** Makes another key sign, and revokes all that the one before has signed. */
    Taken rotateCompromised();

    /**
     * When something was taken away, by {@link System#nanoTime()}, which on Linux is the same clock for all processes
     * of the host.
     *
     * @param called before the call
     * @param returned after it
     * @param tokens how many tokens
     */
    record Taken(long called, long returned, int tokens) {}
}
