// SPDX-License-Identifier: Apache-2.0
package coattail.itests.karaf;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

import org.osgi.framework.Constants;

import coattail.itests.witness.Witness;

/** The witness as a bundle. */
final class WitnessJar {
    private WitnessJar() {}

    static Path in(Path directory) throws IOException, URISyntaxException {
        var classes = Path.of(Witness.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        var jar = directory.resolve("witness.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest());
                var files = Files.list(
                        classes.resolve(Witness.class.getPackageName().replace('.', '/')))) {
            for (var file : (Iterable<Path>) files::iterator) {
                out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        return jar;
    }

    private static Manifest manifest() {
        var manifest = new Manifest();
        var headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, "witness"); // nothing by which it could be taken for Coattail
        headers.putValue(Constants.BUNDLE_ACTIVATOR, Witness.class.getName());
        headers.putValue(Constants.IMPORT_PACKAGE, "org.osgi.framework,org.osgi.framework.wiring");
        return manifest;
    }
}
