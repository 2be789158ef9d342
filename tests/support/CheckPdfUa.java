// Checks PDFs against PDF/UA-1 with the rules of veraPDF: java -cp VERAPDF.jar CheckPdfUa.java FILE…
// The profile is read here, since the jar comes without the library that veraPDF reads it with.
import java.io.File;
import java.io.InputStream;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

public class CheckPdfUa {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile profile = profile();
        for (String file : files) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), PDFAFlavour.PDFUA_1);
                 PDFAValidator validator = ValidatorFactory.createValidator(profile, true)) {
                ValidationResult result = validator.validate(parser);
                TreeMap<String, Integer> failed = new TreeMap<>();
                for (TestAssertion one : result.getTestAssertions())
                    if (one.getStatus() == TestAssertion.Status.FAILED)
                        failed.merge(one.getRuleId().getClause() + " test " + one.getRuleId().getTestNumber()
                            + ": " + one.getMessage(), 1, Integer::sum);
                System.out.println(file + "\t" + result.isCompliant() + "\t" + result.getTotalAssertions());
                failed.forEach((rule, times) -> System.out.println("\t" + times + " times: " + rule));
            }
        }
    }

    private static ValidationProfile profile() throws Exception {
        Document xml;
        try (InputStream stream = ClassLoader.getSystemResourceAsStream("org/verapdf/pdfa/validation/PDFUA-1.xml")) {
            xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream);
        }
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element one : named(xml.getDocumentElement(), "rule")) {
            Element id = named(one, "id").iterator().next();
            rules.add(Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(PDFAFlavour.Specification.ISO_14289_1, id.getAttribute("clause"),
                    Integer.parseInt(id.getAttribute("testNumber"))),
                one.getAttribute("object"), "true".equals(one.getAttribute("deferred")), one.getAttribute("tags"),
                text(one, "description"), text(one, "test"),
                Profiles.errorFromValues(text(one, "message"), Collections.emptyList()), Collections.emptyList()));
        }
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element one : named(xml.getDocumentElement(), "variable"))
            variables.add(Profiles.variableFromValues(one.getAttribute("name"), one.getAttribute("object"),
                text(one, "defaultValue"), text(one, "value")));
        return Profiles.profileFromValues(PDFAFlavour.PDFUA_1,
            Profiles.profileDetailsFromValues("PDF/UA-1", "", "", new Date(0)), "", rules, variables);
    }

    private static Iterable<Element> named(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        Set<Element> elements = new LinkedHashSet<>();
        for (int number = 0; number < found.getLength(); number++)
            elements.add((Element) found.item(number));
        return elements;
    }

    private static String text(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent();
    }
}
