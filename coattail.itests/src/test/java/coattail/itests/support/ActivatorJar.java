// SPDX-License-Identifier: Apache-2.0
package coattail.itests.support;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.Constants;

/** Makes a bundle of the package of an activator. */
public final class ActivatorJar {
    private ActivatorJar() {}

    /** @param imports the packages that it needs */
    public static void write(Path jar, Class<? extends BundleActivator> activator, String imports)
            throws IOException, URISyntaxException {
        var classes = Path.of(
                activator.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest(activator, imports));
                var files =
                        Files.list(classes.resolve(activator.getPackageName().replace('.', '/')))) {
            for (var file : (Iterable<Path>) files::iterator) {
                out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
    }

    private static Manifest manifest(Class<? extends BundleActivator> activator, String imports) {
        var manifest = new Manifest();
        var headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        // nothing by which it could be taken for Coattail
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, activator.getSimpleName());
        headers.putValue(Constants.BUNDLE_ACTIVATOR, activator.getName());
        headers.putValue(Constants.IMPORT_PACKAGE, imports);
        return manifest;
    }
}
