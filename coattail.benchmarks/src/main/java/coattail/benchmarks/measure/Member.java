// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.measure;

/** One of the two ends of a pair; each is a process. */
public interface Member extends AutoCloseable {

    /** What another member needs in order to reach this one, in one line. */
    String invitation() throws Exception;

    /** Connects to the member that the invitation is of, and gets ready to send to it. */
    void join(String invitation) throws Exception;

    /** The way to send to the one that was joined. */
    Echo echo(Series series) throws Exception;
}
