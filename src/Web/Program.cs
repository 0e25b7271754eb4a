using HuTong.Web.Verbs;

return await Verbs.Run(args);

/// <summary>The entry point; the first word is the verb, none means serve.</summary>
public partial class Program;
