// SPDX-License-Identifier: Apache-2.0
package coattail.itests.release;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import coattail.itests.support.SourceCopy;
import coattail.itests.support.Workspace;

/** Who builds the release from the same sources gets the same files, byte for byte. */
class ReproducibleIT {
    /** Where modules lay what they publish. */
    private static final List<String> PLACES = List.of(
            "*/target/*.jar",
            "features/target/*.kar",
            "features/target/feature/feature.xml",
            "features/assembly/target/*.tar.gz",
            "features/sbom/target/*.json");

    /** A jar of each of the seven bundles, the tests of the core, and what features and assembly make. */
    private static final int FEWEST = 11;

    /** Karaf's plugin lays it into the KAR of a snapshot, with the time of day; that of a release has none. */
    private static final String SNAPSHOT_TIME = "/maven-metadata-local.xml";

    @TempDir
    Path directory;

    @Test
    void theSameSourcesGiveTheSameFiles() throws Exception {
        var copy = directory.resolve("another/place");
        SourceCopy.to(copy);
        SecondBuild.run(copy);
        var published = published(copy);
        assertTrue(published.size() >= FEWEST, () -> "too little was built: " + published);
        var checks = new ArrayList<Executable>();
        for (var file : published) {
            checks.add(() -> compare(file, Workspace.root().resolve(file), copy.resolve(file)));
        }
        assertAll(checks);
    }

    private static List<String> published(Path checkout) throws IOException {
        var found = new TreeSet<String>();
        for (var place : PLACES) {
            var matcher = checkout.getFileSystem().getPathMatcher("glob:" + place);
            try (Stream<Path> files = Files.walk(checkout, 4)) {
                files.map(checkout::relativize)
                        .filter(matcher::matches)
                        .map(Path::toString)
                        .forEach(found::add);
            }
        }
        return List.copyOf(found);
    }

    private static void compare(String name, Path first, Path second) throws IOException {
        var complaint = "CONTRIBUTING.md, \"What is released\": not reproducible, or built over older files: " + name;
        assertTrue(Files.exists(first), () -> "only the second build made " + name + ": is the tree built?");
        if (name.endsWith(".jar") || name.endsWith(".kar")) {
            var one = entries(first);
            var other = entries(second);
            assertEquals(without(one, other), without(other, one), complaint);
            assertEquals(one, other, complaint);
        }
        if (!name.endsWith(".kar")) {
            assertEquals(-1, Files.mismatch(first, second), complaint);
        }
    }

    private static List<ZipDirectory.Entry> without(List<ZipDirectory.Entry> entries, List<ZipDirectory.Entry> others) {
        var rest = new ArrayList<>(entries);
        rest.removeAll(others);
        return rest;
    }

    private static List<ZipDirectory.Entry> entries(Path zip) throws IOException {
        var entries = new ArrayList<>(ZipDirectory.of(zip));
        entries.removeIf(
                entry -> zip.toString().endsWith(".kar") && entry.name().endsWith(SNAPSHOT_TIME));
        return entries;
    }
}
