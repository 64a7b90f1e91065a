// SPDX-License-Identifier: Apache-2.0
package coattail.itests.bundles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import coattail.itests.support.BuiltBundle;
import coattail.itests.support.Document;
import coattail.itests.support.Workspace;

/** A bundle's manifest is what {@code wires.txt} in its folder says: bnd deduces it, and people agree to it. */
class WiresTest {
    private static final Document ARCHITECTURE = Document.of("docs/architecture.md");

    static List<String> bundles() {
        return Workspace.bundles();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void aBundleWiresToWhatIsExpected(String bundle) {
        var path = bundle + "/wires.txt";
        var is = Wires.of(BuiltBundle.named(bundle));
        assertTrue(
                Files.exists(Workspace.root().resolve(path)),
                () -> "There is no " + path + ", which breaks "
                        + ARCHITECTURE.line("the file `wires.txt` of its folder") + "\nMake it, if you agree to this:\n"
                        + String.join("\n", is) + "\n");
        var expected = Document.of(path);
        var complaints = new StringBuilder();
        for (String line : is) {
            if (!expected.lines().contains(line)) {
                complaints
                        .append("\n")
                        .append(path)
                        .append(":")
                        .append(place(expected.lines(), line))
                        .append(": add here: ")
                        .append(line);
            }
        }
        for (int i = 0; i < expected.lines().size(); i++) {
            var line = expected.lines().get(i);
            if (!line.startsWith("#") && !is.contains(line)) {
                complaints
                        .append("\n")
                        .append(path)
                        .append(":")
                        .append(i + 1)
                        .append(": take away: ")
                        .append(line);
            }
        }
        assertEquals(
                "",
                complaints.toString(),
                () -> bundle + " wires to something else than its wires.txt says. Is that meant? Look at "
                        + ARCHITECTURE.line("| `" + bundle + "`") + ", then edit the lines, or the code.");
    }

    /** Where a line belongs among sorted ones, as the number that it gets. */
    private static int place(List<String> lines, String line) {
        int at = 0;
        while (at < lines.size()
                && (lines.get(at).startsWith("#") || lines.get(at).compareTo(line) < 0)) {
            at++;
        }
        return at + 1;
    }
}
