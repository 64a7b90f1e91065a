// SPDX-License-Identifier: Apache-2.0
package coattail.itests.logs;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;

import coattail.itests.support.IssuedTokens;

/**
 * Keeps the logs of all instances of an integration test, and the secrets that mustn't be in them, when the test is
 * over and right before its directory is deleted. {@code SecretsIT} reads them. JUnit registers this by itself.
 */
public final class KeepsLogs implements AfterAllCallback {
    /** What instances in the test's own JVM log; see simplelogger.properties. */
    private static final String FRAMEWORKS_LOG = "org.slf4j.simpleLogger.logFile";

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        var kept = System.getProperty(IssuedTokens.KEPT);
        if (kept != null) {
            keep(context.getRequiredTestClass(), Path.of(kept));
        }
    }

    private static void keep(Class<?> test, Path kept) throws IOException, IllegalAccessException {
        for (var field : test.getDeclaredFields()) {
            if (field.isAnnotationPresent(TempDir.class) && Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                var files = KeptFiles.in(((Path) field.get(null)).toRealPath());
                if (!files.identities().isEmpty()) {
                    var target = Files.createDirectories(kept.resolve(test.getSimpleName()));
                    files.copyTo(target);
                    copyFrameworksLog(target);
                }
            }
        }
    }

    private static void copyFrameworksLog(Path target) throws IOException {
        var log = Path.of(System.getProperty(FRAMEWORKS_LOG));
        if (Files.exists(log) && Files.size(log) > 0) { // empty where no instance ran in this JVM
            Files.copy(log, target.resolve("frameworks.log"));
        }
    }
}
