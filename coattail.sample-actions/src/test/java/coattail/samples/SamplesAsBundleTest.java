// SPDX-License-Identifier: Apache-2.0
package coattail.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** What the samples promise their readers about themselves. */
class SamplesAsBundleTest {

    @Test
    void importsTheApiAndTheJavaRuntimeAlone() throws IOException {
        var manifest = new Manifest();
        try (var in = Files.newInputStream(Path.of("target/classes/META-INF/MANIFEST.MF"))) {
            manifest.read(in);
        }
        var imports = manifest.getMainAttributes().getValue("Import-Package");
        var others = Stream.of(imports.replaceAll("\"[^\"]*\"", "").split(","))
                .map(clause -> clause.replaceAll(";.*", ""))
                .filter(name -> !name.startsWith("java."))
                .toList();
        assertEquals(List.of("coattail.api"), others);
    }

    @Test
    void eachIsShortEnoughToBeReadAtOnce() throws IOException {
        try (var files = Files.list(Path.of("src/main/java/coattail/samples"))) {
            for (var file : files.toList()) {
                var lines = Files.readAllLines(file).size();
                assertTrue(lines < 60, file + " has " + lines + " lines");
            }
        }
    }
}
