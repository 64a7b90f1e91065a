// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.measure;

/** What a process does that is led: an order at a time. */
public interface Follower extends AutoCloseable {

    /** Does as it is told; words in, one line out. */
    String obey(String... words) throws Exception;
}
