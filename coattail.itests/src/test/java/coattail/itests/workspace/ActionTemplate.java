// SPDX-License-Identifier: Apache-2.0
package coattail.itests.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The template of an action, filled in by the engine that Bndtools has; its classes are kept apart from the test's. */
final class ActionTemplate {
    private static final String PACKAGE = "org.bndtools.templating.";

    private ActionTemplate() {}

    /** Makes the project of this name, as the wizard would. */
    static void make(Path template, String name, Path workspace) throws Exception {
        try (var classes = new URLClassLoader(tools(), ClassLoader.getPlatformClassLoader())) {
            var mapType = classes.loadClass(PACKAGE + "ResourceMap");
            var resourceType = classes.loadClass(PACKAGE + "Resource");
            var textType = classes.loadClass(PACKAGE + "StringResource");
            var monitorType = classes.loadClass("org.eclipse.core.runtime.IProgressMonitor");
            var engineType = classes.loadClass(PACKAGE + "engine.st.StringTemplateEngine");

            var inputs = mapType.getConstructor().newInstance();
            var put = mapType.getMethod("put", String.class, resourceType);
            for (var file : files(template)) {
                var text = textType.getConstructor(String.class).newInstance(Files.readString(file));
                put.invoke(inputs, template.relativize(file).toString(), text);
            }
            var outputs = engineType
                    .getMethod("generateOutputs", mapType, Map.class, monitorType)
                    .invoke(engineType.getConstructor().newInstance(), inputs, parameters(name), null);
            for (var path : (Iterable<?>) mapType.getMethod("getPaths").invoke(outputs)) {
                var resource = mapType.getMethod("get", String.class).invoke(outputs, path);
                var file = workspace.resolve(name).resolve((String) path);
                Files.createDirectories(file.getParent());
                try (var in = (InputStream) resourceType.getMethod("getContent").invoke(resource)) {
                    Files.copy(in, file);
                }
            }
        }
    }

    private static Map<String, List<Object>> parameters(String name) {
        return Map.of(
                "projectName", List.of(name),
                "version", List.of("1.0.0"),
                "srcDir", List.of("src/main/java"),
                "basePackageName", List.of(name),
                "basePackageDir", List.of(name.replace('.', '/')));
    }

    static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static URL[] tools() {
        return Stream.of("biz.aQute.bnd", "org.bndtools.templating", "org.eclipse.equinox.common")
                .map(Bnd::jar)
                .map(ActionTemplate::url)
                .toArray(URL[]::new);
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
