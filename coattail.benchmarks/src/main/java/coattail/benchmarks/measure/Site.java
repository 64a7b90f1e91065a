// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.measure;

/** What an instance needs an operator for, as a service of the bundle in its framework. */
public interface Site {

    /** Whether peers can connect. */
    boolean listening();

    /** A token that allows the actions of the benchmark, without limits that could be reached. */
    String invitation();

    /** Adds the instance that issued a token as the peer to perform at; back when it is connected. */
    void join(String invitation) throws Exception;
}
