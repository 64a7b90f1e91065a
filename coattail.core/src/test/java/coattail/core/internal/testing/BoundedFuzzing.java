// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.testing;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Runs a fuzz target on inputs that a seed makes, so that every build runs the same ones (docs/security.md, "Fuzzing").
 * The files that they are made of are those that Jazzer begins with.
 */
public final class BoundedFuzzing {
    /** Makes other inputs, with {@code -Dcoattail.fuzz.seed=}. */
    private static final long SEED = Long.getLong("coattail.fuzz.seed", 20_261_122);
    /** The one that is run alone, with {@code -Dcoattail.fuzz.only=}; -1 for all. */
    private static final long ONLY = Long.getLong("coattail.fuzz.only", -1);

    private static final long STEP = 0x9E37_79B9_7F4A_7C15L;

    private BoundedFuzzing() {}

    /** What is fuzzed. */
    public interface Target {
        void run(byte[] input) throws Exception;
    }

    /**
     * Runs a target on inputs made from its files.
     *
     * @param method the target's name in its class, which is that of the folder with its files
     * @param times how many
     * @throws AssertionError with what repeats it, for the first that the target doesn't return from
     */
    public static void run(Class<?> test, String method, int times, Target target) {
        var mutations = new Mutations(files(test, method));
        for (long i = Math.max(0, ONLY); i < (ONLY < 0 ? times : ONLY + 1); i++) {
            byte[] input = mutations.next(new SplittableRandom(SEED + i * STEP));
            try {
                target.run(input.clone());
            } catch (Exception | Error e) {
                throw new AssertionError(
                        test.getSimpleName() + "#" + method + " fails; -Dcoattail.fuzz.seed=" + SEED
                                + " -Dcoattail.fuzz.only=" + i + " runs it alone; its input is "
                                + HexFormat.of().formatHex(input),
                        e);
            }
        }
    }

    /** Requires one of a target's files to be what a test makes; {@code -Dcoattail.write=true} writes it instead. */
    public static void requireFile(Class<?> test, String method, String name, byte[] content) {
        Path file = Path.of(
                System.getProperty("basedir", "."),
                "src/test/resources",
                test.getPackageName().replace('.', '/'),
                test.getSimpleName() + "Inputs",
                method,
                name);
        try {
            if (Boolean.getBoolean("coattail.write")) {
                Files.createDirectories(file.getParent());
                Files.write(file, content);
            }
            if (!Arrays.equals(content, Files.readAllBytes(file))) {
                throw new AssertionError(file + " isn't what the test makes; -Dcoattail.write=true writes it");
            }
        } catch (IOException e) {
            throw new AssertionError("there is no " + file + "; -Dcoattail.write=true writes it", e);
        }
    }

    private static List<byte[]> files(Class<?> test, String method) {
        var folder = test.getResource(test.getSimpleName() + "Inputs/" + method);
        if (folder == null) {
            throw new AssertionError("no files for " + test.getSimpleName() + "#" + method);
        }
        try (var paths = Files.list(Path.of(folder.toURI()))) {
            return paths.sorted().map(BoundedFuzzing::bytes).toList();
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
