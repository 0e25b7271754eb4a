using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Demo;
using HuTong.Data.Fence;
using HuTong.People.Accounts;
using HuTong.People.Administer;
using HuTong.People.Demo;
using HuTong.People.LogIn;
using HuTong.People.Register;
using HuTong.People.Seed;
using HuTong.Ui.Frame;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HuTong.People;

/// <summary>The registration point of the room: accounts, posts, log-in, the administrators' pages.</summary>
public static class PeopleRoom
{
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddSingleton<IModelPart, PeopleModel>();
        services.AddSingleton<PasswordHash>().AddSingleton<FailedTries>().AddSingleton<IScopeSource, ScopeSource>();
        services.AddScoped<AccountTries>().AddScoped<SignIn>().AddScoped<SignOut>().AddScoped<EndedElsewhereQuery>().AddScoped<ChoosePost>().AddScoped<ChangePassword>();
        services.AddScoped<OpenAccount>().AddScoped<AddPost>().AddScoped<EndPost>().AddScoped<DisableAccount>().AddScoped<UnlockAccount>().AddScoped<ResetPassword>();
        services.AddScoped<AccountListQuery>().AddScoped<AccountFileQuery>().AddScoped<AccountByNameQuery>().AddScoped<AdministratorsQuery>().AddScoped<PostsOverQuery>();
        services.AddScoped<SystemHealthQuery>().AddScoped<AuditLogQuery>().AddScoped<SeedPlacesOnlyAccounts>().AddScoped<IDemoPart, SeedDemoPeople>();
        services.AddScoped<PostsWithin>().AddScoped<CorrectWorker>().AddScoped<NameLead>();
        services.AddScoped<INavEntry, AccountsEntry>().AddScoped<INavEntry, SystemEntry>().AddScoped<INavEntry, AuditEntry>();
        // One pass over each cookie and form token instead of two; what was protected before can still be read.
        services.AddDataProtection().SetApplicationName("HuTong").UseCryptographicAlgorithms(new AuthenticatedEncryptorConfiguration { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM });
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, RingOptions>();
        services.AddAuthentication(SignInCookie.Scheme).AddCookie(SignInCookie.Scheme, SignInCookie.Configure);
        return services;
    }

    /// <summary>Authentication, then the scope of who asks.</summary>
    public static IApplicationBuilder UsePeople(this IApplicationBuilder app) => app.UseAuthentication().UseMiddleware<ScopeMiddleware>();
}
