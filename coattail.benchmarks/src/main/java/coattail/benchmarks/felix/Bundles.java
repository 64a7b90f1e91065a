// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.felix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The bundles beside the program's own jar, found by their symbolic names. */
final class Bundles {
    private final Map<String, Path> bySymbolicName = new HashMap<>();

    private Bundles() {}

    /** Those in {@code lib} of a directory, and the one that is unpacked there. */
    static Bundles in(Path directory) throws IOException {
        var bundles = new Bundles();
        try (var jars = Files.newDirectoryStream(directory.resolve("lib"), "*.jar")) {
            for (var jar : jars) {
                try (var file = new JarFile(jar.toFile())) {
                    bundles.add(jar, file.getManifest());
                }
            }
        }
        var unpacked = directory.resolve("load-bundle");
        try (var in = Files.newInputStream(unpacked.resolve(JarFile.MANIFEST_NAME))) {
            bundles.add(unpacked, new Manifest(in));
        }
        return bundles;
    }

    private void add(Path path, Manifest manifest) {
        var attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
        var name = attributes.getValue("Bundle-SymbolicName");
        if (name != null) {
            bySymbolicName.put(name.replaceAll(";.*", "").strip(), path);
        }
    }

    /** What a framework installs a bundle from, without a copy of its own. */
    String location(String symbolicName) {
        var path = bySymbolicName.get(symbolicName);
        if (path == null) {
            throw new IllegalStateException("no bundle " + symbolicName + " lies beside the program");
        }
        return "reference:" + path.toUri();
    }
}
