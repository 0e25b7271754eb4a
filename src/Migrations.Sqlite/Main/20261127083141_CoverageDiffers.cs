using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HuTong.Migrations.Sqlite.Main
{
    /// <inheritdoc />
    public partial class CoverageDiffers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "differs_on",
                table: "coverage_month",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_coverage_month_differing",
                table: "coverage_month",
                column: "differs_on",
                filter: "differs_on IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_coverage_month_differing",
                table: "coverage_month");

            migrationBuilder.DropColumn(
                name: "differs_on",
                table: "coverage_month");
        }
    }
}
