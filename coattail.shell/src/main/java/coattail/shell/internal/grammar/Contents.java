// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.grammar;

/** Reads what a word stands for: {@code @file} and {@code -} (standard input). */
@FunctionalInterface
public interface Contents {

    /** The content; for a word that stands for itself the word. */
    String of(Word word) throws UsageException;
}
