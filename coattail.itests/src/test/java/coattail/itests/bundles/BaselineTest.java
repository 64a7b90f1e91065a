// SPDX-License-Identifier: Apache-2.0
package coattail.itests.bundles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.File;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.header.Attrs;
import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Instructions;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Diff;
import aQute.bnd.service.diff.Tree;
import aQute.bnd.service.diff.Type;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import coattail.itests.support.BuiltBundle;
import coattail.itests.support.Document;
import coattail.itests.support.Workspace;

/**
 * Packages that others compile against keep their word: bnd compares them with {@code baseline.txt} in the folder of
 * their bundle, by the rules of semantic versioning and of who implements what ({@code @ConsumerType},
 * {@code @ProviderType}).
 */
class BaselineTest {
    private static final String FILE = "baseline.txt";
    private static final List<String> HEAD = List.of(
            "# What the exported packages promised at the last release, as bnd sees it. It changes at a release and"
                    + " at no",
            "# other time: CONTRIBUTING.md, \"Renew the baseline\".");

    @ParameterizedTest
    @ValueSource(strings = {"coattail.api", "coattail.core"})
    void aPackageThatChangedHasAnotherVersion(String bundle) throws Exception {
        var built = BuiltBundle.named(bundle);
        var exports = new Parameters(built.manifest().getMainAttributes().getValue("Export-Package"));
        Tree now = now(built.path().toFile());
        var file = Workspace.root().resolve(bundle).resolve(FILE);
        if (System.getProperty("coattail.baseline", "").equals("renew")) {
            var text = new ArrayList<>(HEAD);
            exports.forEach((name, attributes) -> text.add("# " + name + " " + attributes.get("version")));
            text.addAll(ApiTree.write(now));
            Files.write(file, text);
        }
        var lines = Files.readAllLines(file);
        var before = ApiTree.read(
                bundle, lines.stream().filter(line -> !line.startsWith("#")).toList());
        var versions = new Parameters();
        lines.stream().filter(line -> line.matches("# \\S+ [\\d.]+")).forEach(line -> {
            var words = line.split(" ");
            versions.add(words[1], Attrs.create("version", words[2]));
        });
        assertEquals("", complaints(bundle, now, exports, before, versions));
    }

    private static Tree now(File bundle) throws Exception {
        try (var jar = new Jar(bundle)) {
            return ApiTree.withoutTheJdk(new DiffPluginImpl().tree(jar));
        }
    }

    private static String complaints(String bundle, Tree now, Parameters exports, Tree before, Parameters versions)
            throws Exception {
        var complaints = new StringBuilder();
        try (var processor = new Processor()) {
            var infos = new Baseline(processor, new DiffPluginImpl())
                    .baseline(now, exports, before, versions, new Instructions());
            assertFalse(infos.isEmpty(), bundle + " exports packages");
            for (var info : infos) {
                if (info.packageDiff.getDelta() == Delta.REMOVED) {
                    complaints
                            .append("\n")
                            .append(info.packageName)
                            .append(" is gone from ")
                            .append(bundle);
                } else if (info.mismatch) {
                    complaints
                            .append("\n")
                            .append(info.packageName)
                            .append(" has changed since the baseline and is still ")
                            .append(info.newerVersion)
                            .append(": set @Version(\"")
                            .append(info.suggestedVersion)
                            .append("\") in its package-info.java, or take the change back.\n");
                    changes(info.packageDiff, complaints);
                }
            }
        }
        if (!complaints.isEmpty()) {
            complaints
                    .append("It breaks ")
                    .append(Document.of("docs/architecture.md").line("carry versions, which change"))
                    .append("\nCONTRIBUTING.md, \"Renew the baseline\", says what the versions mean.\n");
        }
        return complaints.toString();
    }

    private static void changes(Diff diff, StringBuilder text) {
        for (Diff child : diff.getChildren()) {
            switch (child.getDelta()) {
                case ADDED, REMOVED ->
                    text.append("  ")
                            .append(child.getDelta().toString().toLowerCase(Locale.ROOT))
                            .append(": ")
                            .append(diff.getType() == Type.PACKAGE ? "" : diff.getName() + " ")
                            .append(child.getType())
                            .append(" ")
                            .append(child.getName())
                            .append("\n");
                case UNCHANGED, IGNORED -> {}
                default -> changes(child, text);
            }
        }
    }
}
