// SPDX-License-Identifier: Apache-2.0
package coattail.itests.release;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;

/** The jars that somebody gets with Coattail: where they lie, by their SHA-256 in hexadecimal. */
final class ShippedJars {
    private ShippedJars() {}

    /** Those of the distribution, and those inside Coattail's own. */
    static Map<String, String> ofTheDistribution() throws IOException {
        var root = Path.of(System.getProperty("coattail.distribution")).toRealPath();
        var found = new TreeMap<String, String>();
        try (Stream<Path> files = Files.walk(root)) {
            for (var jar : (Iterable<Path>) files.filter(ShippedJars::isJar)::iterator) {
                var place = root.relativize(jar).toString();
                found.put(sha256(Files.readAllBytes(jar)), place);
                if (jar.getFileName().toString().startsWith("coattail.")) {
                    found.putAll(inside(jar, place));
                }
            }
        }
        return found;
    }

    /** Those of the KAR, without those inside of them. */
    static Map<String, String> ofTheKar() throws IOException {
        return inside(Path.of(System.getProperty("coattail.kar")), "KAR");
    }

    private static boolean isJar(Path file) {
        return file.toString().endsWith(".jar");
    }

    private static Map<String, String> inside(Path zip, String place) throws IOException {
        var found = new TreeMap<String, String>();
        try (InputStream in = Files.newInputStream(zip);
                var entries = new ZipInputStream(in)) {
            for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (entry.getName().endsWith(".jar")) {
                    found.put(sha256(entries.readAllBytes()), place + "!/" + entry.getName());
                }
            }
        }
        return found;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
