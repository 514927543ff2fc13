package slipway.local.story;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** CloudFormation's API, as a client that deploys a stack uses it. */
record CloudFormation(Aws aws) {

    /** A member of a list that was answered. */
    record Member(Element element) {
        /** What an element in it says; nothing where there is none. */
        String text(String name) {
            NodeList found = element.getElementsByTagName(name);
            return found.getLength() == 0 ? "" : found.item(0).getTextContent();
        }
    }

    void create(String stack, String template) {
        call(
                "CreateStack",
                Map.of("StackName", stack, "TemplateBody", template, "Capabilities.member.1", "CAPABILITY_NAMED_IAM"));
    }

    void update(String stack, String template) {
        call(
                "UpdateStack",
                Map.of("StackName", stack, "TemplateBody", template, "Capabilities.member.1", "CAPABILITY_NAMED_IAM"));
    }

    void delete(String stack) {
        call("DeleteStack", Map.of("StackName", stack));
    }

    /** How it stands; empty where there is no such stack. */
    Optional<String> status(String stack) {
        return members(call("DescribeStacks", Map.of()), "Stacks").stream()
                .filter(member -> member.text("StackName").equals(stack))
                .map(member -> member.text("StackStatus"))
                .findFirst();
    }

    /** What has happened to it lately, the newest first. */
    List<Member> events(String stack) {
        return members(call("DescribeStackEvents", Map.of("StackName", stack)), "StackEvents");
    }

    /** The template that it was deployed from last. */
    String template(String stack) {
        Element body = parsed(call("GetTemplate", Map.of("StackName", stack)));
        return new Member(body).text("TemplateBody");
    }

    List<Member> resources(String stack) {
        return members(call("DescribeStackResources", Map.of("StackName", stack)), "StackResources");
    }

    private String call(String action, Map<String, String> parameters) {
        String form = parameters.entrySet().stream()
                .map(parameter -> "&%s=%s".formatted(parameter.getKey(), Aws.encoded(parameter.getValue())))
                .collect(Collectors.joining());
        return aws.query("cloudformation", "Action=" + action + "&Version=2010-05-15" + form);
    }

    private static List<Member> members(String xml, String list) {
        NodeList lists = parsed(xml).getElementsByTagName(list);
        if (lists.getLength() == 0) {
            return List.of();
        }
        NodeList children = lists.item(0).getChildNodes();
        return IntStream.range(0, children.getLength())
                .mapToObj(children::item)
                .filter(Element.class::isInstance)
                .map(child -> new Member((Element) child))
                .toList();
    }

    private static Element parsed(String xml) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException("not XML: " + xml, e);
        }
    }
}
