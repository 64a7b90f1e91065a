// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.grammar;

/** Reads what a word stands for: {@code @file} and {@code -} (standard input). */
@FunctionalInterface
public interface Contents {

    /**
     * The content; for a word that stands for itself the word.
     *
     * @throws coattail.api.CoattailException of code BAD_INPUT if it can't be read
     */
    String of(Word word);

    /** Whether the word is a secret that others may have seen where it was written. */
    default boolean exposes(Word word) {
        return false;
    }
}
