// SPDX-License-Identifier: Apache-2.0
package coattail.itests.support;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** Another checkout of the same sources, with nothing that was built from them. */
public final class SourceCopy {
    /** What is built, and what belongs to git and to editors. */
    private static final Set<String> LEFT_OUT = Set.of("target", "generated", ".git", ".idea", ".settings", ".vscode");

    private static final Path ROOT = Workspace.root();

    private SourceCopy() {}

    /** Makes the directory, which isn't there yet. */
    public static void to(Path target) throws IOException {
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (!directory.equals(ROOT) && leftOut(directory)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(target.resolve(ROOT.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, target.resolve(ROOT.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static boolean leftOut(Path directory) {
        var path = ROOT.relativize(directory);
        boolean ofAnInstance = path.getNameCount() == 4 && path.startsWith("cnf/run") && !path.endsWith("etc");
        return LEFT_OUT.contains(directory.getFileName().toString()) || ofAnInstance || path.startsWith("cnf/cache");
    }
}
