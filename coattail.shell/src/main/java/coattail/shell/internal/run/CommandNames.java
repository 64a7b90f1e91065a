// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.run;

import java.util.Set;

/**
 * The names of all commands. Karaf's registry shows a user only those that his roles allow: a refused command would
 * look like one that doesn't exist.
 */
public interface CommandNames {

    /** Nouns and verbs, joined by a dash. */
    Set<String> all();

    /** The same without those that the launcher has itself. */
    Set<String> forTerminals();
}
