// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.grammar;

/**
 * Makes a value of a word.
 *
 * @param <T> the value's type
 */
@FunctionalInterface
public interface Converter<T> {

    /**
     * @param text the word, or the content of a file or of standard input
     * @throws UsageException if it is none; the message says why, and the parser puts the parameter's name before it
     */
    T convert(String text) throws UsageException;
}
