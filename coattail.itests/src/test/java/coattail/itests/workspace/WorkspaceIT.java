// SPDX-License-Identifier: Apache-2.0
package coattail.itests.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarFile;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import coattail.itests.support.BuiltBundle;
import coattail.itests.support.ManifestHeader;
import coattail.itests.support.SourceCopy;
import coattail.itests.support.Workspace;

/**
 * The checkout is a workspace of bnd: a copy of it is built by the bnd command line and started from its run
 * descriptors, as docs/workspace.md says.
 */
class WorkspaceIT {
    private static final String ACTION = "com.example.weather";
    private static final Path TEMPLATE = Path.of("coattail.templates/templates/action");
    private static final List<String> HEADERS = List.of(
            "Bundle-ClassPath",
            "Bundle-SymbolicName",
            "Bundle-Version",
            "Export-Package",
            "Import-Package",
            "Provide-Capability",
            "Require-Capability",
            "Service-Component");

    @TempDir
    static Path directory;

    private static Path workspace;

    @BeforeAll
    static void build() throws Exception {
        workspace = directory.resolve("workspace");
        SourceCopy.to(workspace);
        ActionTemplate.make(Workspace.root().resolve(TEMPLATE.toString()), ACTION, workspace);
        var bnd = new Bnd(workspace, directory.resolve("home"));
        // Tests are twice the work, and Maven compiles them too.
        bnd.run(
                Boolean.getBoolean("coattail.thorough")
                        ? new String[] {"compile", "--test"}
                        : new String[] {"compile"});
        bnd.run("build");
    }

    private static Path built(String project) {
        return workspace.resolve(project).resolve("target/bnd").resolve(project + ".jar");
    }

    @Test
    void everyProjectGivesABundle() throws Exception {
        try (var projects = Files.newDirectoryStream(workspace, folder -> Files.exists(folder.resolve("bnd.bnd")))) {
            for (var project : projects) {
                var name = project.getFileName().toString();
                assertTrue(Files.exists(built(name)), "bnd made nothing of " + name);
            }
        }
    }

    static List<String> bundles() {
        return Workspace.bundles();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void aBundleIsThatOfMaven(String bundle) throws Exception {
        var maven = BuiltBundle.named(bundle);
        try (var jar = new JarFile(built(bundle).toFile())) {
            for (var header : HEADERS) {
                var bnd = ManifestHeader.parse(
                        jar.getManifest().getMainAttributes().getValue(header));
                assertEquals(
                        lines(maven.header(header)),
                        lines(bnd),
                        "docs/workspace.md: " + bundle + " as bnd builds it: " + header);
            }
            for (var entry : maven.entries()) {
                // javac writes the class of a package where it is asked for.
                if (!entry.startsWith("META-INF/maven/") && !entry.endsWith("/package-info.class")) {
                    assertTrue(jar.getEntry(entry) != null, bundle + " as bnd builds it has no " + entry);
                }
            }
        }
    }

    /** In no order. */
    private static String lines(ManifestHeader header) {
        var lines = new TreeSet<String>();
        for (var clause : header.clauses()) {
            lines.add(String.join(" ", clause.names()) + " "
                    + new TreeSet<>(clause.parameters().entrySet().stream()
                            .map(Object::toString)
                            .toList()));
        }
        return String.join("\n", lines);
    }

    @Test
    void theTemplateIsOfferedByItsBundle() throws Exception {
        try (var jar = new JarFile(built("coattail.templates").toFile())) {
            var offered = ManifestHeader.parse(
                            jar.getManifest().getMainAttributes().getValue("Provide-Capability"))
                    .clauses()
                    .get(0);
            assertEquals(List.of("org.bndtools.template"), offered.names());
            assertEquals("project", offered.parameters().get("org.bndtools.template"));
            var source = Workspace.root().resolve(TEMPLATE.toString());
            for (var file : ActionTemplate.files(source)) {
                var name = offered.parameters().get("dir") + "/" + source.relativize(file);
                try (var in = jar.getInputStream(jar.getEntry(name))) {
                    assertEquals(Files.readString(file), new String(in.readAllBytes(), UTF_8), name);
                }
            }
        }
    }

    @Test
    void anInstanceOfTheTemplateAnswersAndTakesABundleThatIsDroppedIn() throws Exception {
        var descriptor = ACTION + "/" + ACTION + ".bndrun";
        try (var north = WorkspaceInstance.start(workspace, directory, "north", descriptor)) {
            north.awaitAction(ACTION);
            assertEquals("Hello, Ada", text(north.perform(ACTION, "{\"name\":\"Ada\"}")));
            north.drop(built("coattail.sample-actions"));
            north.awaitAction("greet");
            assertEquals("Hello, Bo", text(north.perform("greet", "{\"name\":\"Bo\"}")));
        }
    }

    @Test
    void theInstanceOfTheSamplesAnswers() throws Exception {
        var descriptor = "coattail.sample-actions/south.bndrun";
        try (var south = WorkspaceInstance.start(workspace, directory, "south", descriptor)) {
            south.awaitAction("greet");
            assertEquals("Hello, Ada", text(south.perform("greet", "{\"name\":\"Ada\"}")));
        }
    }

    private static String text(String json) throws Exception {
        return new ObjectMapper().readTree(json).get("text").textValue();
    }
}
