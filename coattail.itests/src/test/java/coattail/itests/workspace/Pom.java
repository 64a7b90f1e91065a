// SPDX-License-Identifier: Apache-2.0
package coattail.itests.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;

import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What a pom says of versions, properties replaced.
 *
 * @param managed versions by {@code group:artifact}
 * @param dependencies the same
 */
record Pom(
        String version, Map<String, String> properties, Map<String, String> managed, Map<String, String> dependencies) {

    static Pom read(Path file) {
        try {
            var project = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
            var properties = new TreeMap<String, String>();
            for (var property : elements(project, "properties/*[contains(name(), '.version')]")) {
                properties.put(property.getNodeName(), property.getTextContent());
            }
            return new Pom(
                    text(project, "version"),
                    properties,
                    versions(project, "dependencyManagement/dependencies/dependency", properties),
                    versions(project, "dependencies/dependency", properties));
        } catch (ParserConfigurationException | SAXException | IOException | XPathExpressionException e) {
            throw new IllegalStateException("can't read " + file, e);
        }
    }

    private static Map<String, String> versions(Element project, String path, Map<String, String> properties)
            throws XPathExpressionException {
        var versions = new TreeMap<String, String>();
        for (var dependency : elements(project, path)) {
            var version = text(dependency, "version");
            for (var property : properties.entrySet()) {
                version = version.replace("${" + property.getKey() + "}", property.getValue());
            }
            versions.put(text(dependency, "groupId") + ":" + text(dependency, "artifactId"), version);
        }
        return versions;
    }

    private static Iterable<Element> elements(Element parent, String path) throws XPathExpressionException {
        var nodes = (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, parent, XPathConstants.NODESET);
        return () -> IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .map(Element.class::cast)
                .iterator();
    }

    private static String text(Element parent, String path) throws XPathExpressionException {
        return XPathFactory.newInstance().newXPath().evaluate(path, parent);
    }
}
