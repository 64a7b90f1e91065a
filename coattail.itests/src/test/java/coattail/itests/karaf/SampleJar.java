// SPDX-License-Identifier: Apache-2.0
package coattail.itests.karaf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;

import org.osgi.framework.Constants;

/** The bundle of the sample actions that the distribution carries, and other versions of it. */
final class SampleJar {
    static final String SYMBOLIC_NAME = "coattail.sample-actions";

    private SampleJar() {}

    /** The jar in the distribution's repository. */
    static Path shipped() throws IOException {
        var folder = Path.of(System.getProperty("karaf.home"), "system", "io", "coattail", SYMBOLIC_NAME);
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no jar in " + folder));
        }
    }

    /** Writes the same bundle with another version. */
    static Path withVersion(String version, Path target) throws IOException {
        try (var jar = new JarInputStream(Files.newInputStream(shipped()))) {
            var manifest = jar.getManifest();
            manifest.getMainAttributes().putValue(Constants.BUNDLE_VERSION, version);
            try (OutputStream file = Files.newOutputStream(target);
                    var out = new JarOutputStream(file, manifest)) {
                for (var entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        out.putNextEntry(entry);
                        jar.transferTo(out);
                        out.closeEntry();
                    }
                }
            }
        }
        return target;
    }
}
