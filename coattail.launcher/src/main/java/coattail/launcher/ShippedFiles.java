// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The distribution's configuration in an instance. {@code etc/.shipped} holds the hash of each file as it was shipped;
 * so a later distribution renews the files that nobody has changed, and leaves those alone that somebody has.
 */
final class ShippedFiles {
    private final Path shipped;
    private final Path etc;

    /**
     * @param shipped the distribution's {@code etc}
     * @param etc the instance's
     */
    ShippedFiles(Path shipped, Path etc) {
        this.shipped = shipped;
        this.etc = etc;
    }

    /**
     * Brings the instance's files up to the distribution's.
     *
     * @return the files that were changed here and have a newer version there, by their path in {@code etc}
     */
    List<String> renew() {
        try {
            return renew(hashes());
        } catch (IOException e) {
            throw Failure.failed("can't bring the configuration in " + etc + " up to date: " + e);
        }
    }

    private List<String> renew(Properties before) throws IOException {
        List<String> kept = new ArrayList<>();
        var after = new TreeMap<String, String>();
        for (Path file : files()) {
            String name = shipped.relativize(file).toString();
            Path here = etc.resolve(name);
            String newHash = hash(file);
            String oldHash = before.getProperty(name, "");
            after.put(name, newHash);
            if (newHash.equals(oldHash)) {
                continue;
            }
            if ((oldHash.isEmpty() || !Files.exists(here))
                    ? !Files.exists(here)
                    : hash(here).equals(oldHash)) {
                Files.createDirectories(here.getParent());
                Files.copy(file, here, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            } else if (!hash(here).equals(newHash)) {
                kept.add(name);
            }
        }
        write(after);
        return kept;
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(shipped, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private Properties hashes() throws IOException {
        var hashes = new Properties();
        try (Reader reader = Files.newBufferedReader(etc.resolve(".shipped"))) {
            hashes.load(reader);
        } catch (NoSuchFileException e) {
            return new Properties();
        }
        return hashes;
    }

    private void write(SortedMap<String, String> hashes) throws IOException {
        Path written = etc.resolve(".shipped.new");
        try (Writer writer = Files.newBufferedWriter(written)) {
            writer.write("# SHA-256 of each file as it was shipped: those that nobody changed are renewed.\n");
            for (var entry : hashes.entrySet()) {
                writer.write(entry.getKey().replace("\\", "/").replace(" ", "\\ ") + "=" + entry.getValue() + "\n");
            }
        }
        Files.move(written, etc.resolve(".shipped"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String hash(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
