// SPDX-License-Identifier: Apache-2.0
package coattail.itests.bundles;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Tree;
import aQute.bnd.service.diff.Type;

/**
 * The exported packages of a bundle as bnd sees them, as text: an element a line, indented under what it is part of.
 * Behind it stands what taking it away would be, where that isn't a MAJOR change.
 */
final class ApiTree {
    private static final Pattern LINE = Pattern.compile("( *)([A-Z_]+) (.*?)(?: \\[([A-Z]+)])?");
    private static final String INDENT = "  ";

    private ApiTree() {}

    /** Without what every class has from the JDK: that changes with the JDK, and not with us. */
    static Tree withoutTheJdk(Tree bundle) throws Exception {
        var data = new Tree.Data();
        data.type = Type.BUNDLE;
        data.name = bundle.getName();
        data.add = Delta.MINOR;
        data.rem = Delta.MAJOR;
        data.children = new Tree.Data[] {pruned(bundle.get("<api>").serialize())};
        return new DiffPluginImpl().deserialize(data);
    }

    private static Tree.Data pruned(Tree.Data element) {
        if (element.children != null) {
            var inherited = inherited(element.children);
            element.children = Stream.of(element.children)
                    .filter(child -> child.type != Type.METHOD || !inherited.contains(child.name))
                    .filter(child ->
                            (child.rem != Delta.CHANGED && child.rem != Delta.IGNORED) || child.children != null)
                    .map(ApiTree::pruned)
                    .toArray(Tree.Data[]::new);
        }
        return element;
    }

    private static Set<String> inherited(Tree.Data[] parts) {
        return Stream.concat(
                        Stream.of(Object.class.getName()),
                        Stream.of(parts)
                                .filter(part -> part.type == Type.EXTENDS && part.name.startsWith("java."))
                                .map(part -> part.name))
                .flatMap(ApiTree::methods)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> methods(String className) {
        try {
            return Stream.of(Class.forName(className).getDeclaredMethods())
                    .map(method -> method.getName()
                            + Stream.of(method.getParameterTypes())
                                    .map(Class::getTypeName)
                                    .collect(Collectors.joining(",", "(", ")")));
        } catch (ClassNotFoundException e) {
            throw new AssertionError("the JDK has no class that it says it has", e);
        }
    }

    static List<String> write(Tree tree) {
        var lines = new ArrayList<String>();
        for (Tree child : tree.get("<api>").getChildren()) {
            write(child, "", lines);
        }
        return lines;
    }

    private static void write(Tree element, String indent, List<String> lines) {
        var removed = element.ifRemoved() == Delta.MAJOR ? "" : " [" + element.ifRemoved() + "]";
        lines.add(indent + element.getType() + " " + element.getName() + removed);
        for (Tree child : element.getChildren()) {
            write(child, indent + INDENT, lines);
        }
    }

    static Tree read(String bundle, List<String> lines) throws Exception {
        Deque<Node> path = new ArrayDeque<>();
        var root = new Node(Type.BUNDLE, bundle, Delta.MAJOR);
        var api = new Node(Type.API, "<api>", Delta.CHANGED);
        root.children.add(api);
        path.push(api);
        for (String line : lines) {
            var parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new AssertionError("no line of a baseline: " + line);
            }
            int depth = 1 + parts.group(1).length() / INDENT.length();
            while (path.size() > depth) {
                path.pop();
            }
            var delta = parts.group(4) == null ? Delta.MAJOR : Delta.valueOf(parts.group(4));
            var node = new Node(Type.valueOf(parts.group(2)), parts.group(3), delta);
            path.element().children.add(node);
            path.push(node);
        }
        return new DiffPluginImpl().deserialize(root.data());
    }

    private record Node(Type type, String name, Delta removed, List<Node> children) {
        Node(Type type, String name, Delta removed) {
            this(type, name, removed, new ArrayList<>());
        }

        Tree.Data data() {
            var data = new Tree.Data();
            data.type = type;
            data.name = name;
            data.add = removed;
            data.rem = removed;
            data.children = children.stream().map(Node::data).toArray(Tree.Data[]::new);
            return data;
        }
    }
}
