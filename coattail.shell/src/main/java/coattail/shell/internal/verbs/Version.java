// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Usage.command;

import coattail.shell.internal.print.Json;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Verb;

/** {@code coattail:version}; a terminal's launcher answers itself, so that it needs no instance. */
final class Version {
    private Version() {}

    /** @param version of Coattail */
    static Verb of(String version) {
        var usage = command("version", "Says which versions of Coattail and of Java these are")
                .inConsole()
                .example("", "The version");
        var java = System.getProperty("java.version");
        return Verb.of(
                usage,
                (arguments, console) -> Reply.of(
                        () -> Json.object().put("version", version).put("java", java),
                        page -> page.line("Coattail " + version + ", Java " + java)));
    }
}
