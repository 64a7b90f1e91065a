// SPDX-License-Identifier: Apache-2.0
package coattail.itests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * A bundle of the class path, found by its symbolic name.
 *
 * @param path the jar, or the directory that the jar will be made of where Maven hasn't packaged it
 */
public record BuiltBundle(Path path, Manifest manifest) {

    /** The bundle with this symbolic name, which must be on the class path once. */
    public static BuiltBundle named(String symbolicName) {
        var found = new ArrayList<BuiltBundle>();
        try {
            for (var url : Collections.list(BuiltBundle.class.getClassLoader().getResources(JarFile.MANIFEST_NAME))) {
                var manifest = new Manifest();
                try (var in = url.openStream()) {
                    manifest.read(in);
                }
                var name = manifest.getMainAttributes().getValue("Bundle-SymbolicName");
                if (name != null && name.replaceAll(";.*", "").strip().equals(symbolicName)) {
                    found.add(new BuiltBundle(place(url), manifest));
                }
            }
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError("the class path can't be read", e);
        }
        if (found.size() != 1) {
            throw new AssertionError(
                    "on the class path as " + symbolicName + ", where coattail.itests/pom.xml puts it once: "
                            + found.stream().map(BuiltBundle::path).toList());
        }
        return found.get(0);
    }

    private static Path place(URL manifest) throws IOException, URISyntaxException {
        return manifest.openConnection() instanceof JarURLConnection jar
                ? Path.of(jar.getJarFileURL().toURI())
                : Path.of(manifest.toURI()).getParent().getParent();
    }

    /** What a framework installs it from, without a copy of its own. */
    public String location() {
        return "reference:" + path.toUri();
    }

    public ManifestHeader header(String name) {
        return ManifestHeader.parse(manifest.getMainAttributes().getValue(name));
    }

    /** A jar like it, but of another version. */
    public Path withVersion(String version, Path directory) throws IOException {
        var changed = new Manifest(manifest);
        changed.getMainAttributes().putValue("Bundle-Version", version);
        var name = manifest.getMainAttributes().getValue("Bundle-SymbolicName");
        var jar = directory.resolve(name + "-" + version + ".jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), changed)) {
            for (var entry : entries()) {
                if (!entry.equals(JarFile.MANIFEST_NAME)) {
                    out.putNextEntry(new ZipEntry(entry));
                    out.write(read(entry));
                }
            }
        }
        return jar;
    }

    /** The names of all entries, with slashes. */
    public List<String> entries() {
        if (!Files.isDirectory(path)) {
            try (var jar = new JarFile(path.toFile())) {
                return jar.stream()
                        .filter(entry -> !entry.isDirectory())
                        .map(entry -> entry.getName())
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> path.relativize(file).toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The content of an entry. */
    public byte[] read(String entry) {
        if (Files.isDirectory(path)) {
            try {
                return Files.readAllBytes(path.resolve(entry));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        try (var jar = new JarFile(path.toFile());
                var in = jar.getInputStream(jar.getEntry(entry))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
