// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.run;

import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Usage;

/**
 * One command: it declares what it takes, asks a service to act, and says how the result looks. Reading its words, its
 * help and its completion, printing results and reporting failures are done for it.
 */
public interface Verb {

    Usage usage();

    /**
     * Does what was asked.
     *
     * @throws InterruptedException if the user gave up; what was begun has been cancelled
     * @throws Exception any failure: a {@link coattail.api.CoattailException} and a
     *     {@link coattail.shell.internal.grammar.UsageException} explain themselves, anything else is a fault
     */
    Reply run(Arguments arguments, Console console) throws Exception;

    /** What a command does, apart from its declaration. */
    @FunctionalInterface
    interface Work {
        /** As {@link Verb#run}. */
        Reply run(Arguments arguments, Console console) throws Exception;
    }

    /** A command that keeps nothing but its declaration. */
    static Verb of(Usage usage, Work work) {
        return new Verb() {
            @Override
            public Usage usage() {
                return usage;
            }

            @Override
            public Reply run(Arguments arguments, Console console) throws Exception {
                return work.run(arguments, console);
            }
        };
    }
}
