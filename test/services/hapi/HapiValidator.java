import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;

/**
 * Validates R4 resources with HAPI: one on each line of stdin, and for each a line of stdout with what is wrong, as a JSON
 * array of "place: kind". The sentences of the validator are left out, since they hold values.
 */
public class HapiValidator {
  public static void main(String[] args) throws Exception {
    FhirContext context = FhirContext.forR4();
    ValidationSupportChain support = new ValidationSupportChain(
      new DefaultProfileValidationSupport(context), new CommonCodeSystemsTerminologyService(context), new InMemoryTerminologyServerValidationSupport(context));
    FhirInstanceValidator module = new FhirInstanceValidator(support);
    module.setAnyExtensionsAllowed(true);
    module.setErrorForUnknownProfiles(false);
    FhirValidator validator = context.newValidator();
    validator.registerValidatorModule(module);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      List<SingleValidationMessage> messages = validator.validateWithResult(line).getMessages();
      out.println(messages.stream().filter(one -> one.getSeverity().ordinal() >= ResultSeverityEnum.ERROR.ordinal())
        .map(one -> "\"" + String.valueOf(one.getLocationString()).replaceAll("[^A-Za-z0-9_.:\\[\\]()/*-]", "?") + ": " + String.valueOf(one.getMessageId()).replaceAll("[^A-Za-z0-9_.-]", "?") + "\"")
        .collect(Collectors.joining(",", "[", "]")));
    }
  }
}
