// SPDX-License-Identifier: Apache-2.0
package coattail.itests.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import coattail.itests.support.Workspace;

/** cnf/deps/pom.xml can't inherit from the root pom, so it repeats versions: the same ones. */
class DependencyVersionsTest {
    private final Pom root = Pom.read(Workspace.root().resolve("pom.xml"));
    private final Pom workspace = Pom.read(Workspace.root().resolve("cnf/deps/pom.xml"));

    @Test
    void theWorkspaceHasTheVersionsOfTheRootPom() {
        var expected = new TreeMap<String, String>();
        compare(workspace.properties(), root.properties(), expected);
        compare(workspace.dependencies(), root.managed(), expected);
        var actual = new TreeMap<>(workspace.properties());
        actual.putAll(workspace.dependencies());
        actual.keySet().retainAll(expected.keySet());
        assertEquals(expected, actual, "docs/workspace.md: cnf/deps/pom.xml has other versions than pom.xml");
    }

    /** What the other pom doesn't name is the workspace's own affair. */
    private static void compare(Map<String, String> here, Map<String, String> there, Map<String, String> wrong) {
        var shared = new TreeMap<>(there);
        shared.keySet().retainAll(here.keySet());
        assertTrue(shared.size() > 10, () -> "too little is compared: " + shared);
        shared.forEach((name, version) -> {
            if (!version.equals(here.get(name))) {
                wrong.put(name, version);
            }
        });
    }

    @Test
    void theWorkspaceIsOfTheSameVersion() {
        assertEquals(root.version(), workspace.version(), "docs/workspace.md: the version of cnf/deps/pom.xml");
    }
}
