// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.grammar;

import java.util.List;

/** Proposes values while a command line is being typed. Fails never and waits at most a moment. */
@FunctionalInterface
public interface Candidates {

    /**
     * @param typed what has been typed of the word so far
     * @param before what the words before it mean
     */
    List<String> propose(String typed, Arguments before);
}
